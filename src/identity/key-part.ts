import { createHash } from 'node:crypto';

/** In the alphabet of the store's keys, whatever the id is made of. */
export const keyPart = (id: string): string =>
  /^[a-zA-Z0-9:._-]{1,128}$/.test(id) ? id : `#${createHash('sha256').update(id).digest('hex')}`;
