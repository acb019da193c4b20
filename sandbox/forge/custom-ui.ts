import { readFileSync } from 'node:fs';
import { type CSPDetails, CSPInjectionService, ExternalCspType } from '@forge/csp';
import { ROOT, readStatic } from '../static-files';
import type { Manifest } from './manifest';

const BRIDGE = new URL('bridge-client.js', import.meta.url);
const SCRIPT_TAG = '<script src="./__bridge.js"></script>';
const LOOPBACK = 'http://127.0.0.1:* http://localhost:*';

type Deps = { manifest: Manifest; siteUrl: string };

/** The built front end of a surface, in the page that Forge would make of it. */
export function createCustomUi({ manifest, siteUrl }: Deps) {
  const csp = contentSecurityPolicy(manifest, siteUrl);

  function folderOf(moduleKey: string): string | undefined {
    const resource = manifest.ui.find(({ key }) => key === moduleKey)?.resource;
    return manifest.resources.find(({ key }) => key === resource)?.path;
  }

  return (moduleKey: string, path: string): Response => {
    const folder = folderOf(moduleKey);
    if (folder === undefined) return text(404, `manifest.yml has no surface ${moduleKey} with a resource`);
    if (path === '__bridge.js') {
      return new Response(readFileSync(BRIDGE), { headers: { 'content-type': 'text/javascript; charset=utf-8' } });
    }
    const file = readStatic(`${ROOT}/${folder}`, path === '' ? 'index.html' : path);
    if (file === undefined) return text(404, `There is no ${folder}/${path || 'index.html'}. Build it: npm run build`);
    if (!file.type.startsWith('text/html')) return new Response(file.body, { headers: { 'content-type': file.type } });
    return new Response(withBridge(file.body.toString('utf8')), {
      headers: { 'content-type': file.type, 'content-security-policy': csp, 'cache-control': 'no-store' },
    });
  };
}

const text = (status: number, body: string) =>
  new Response(body, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });

/** Before every other script: the packages look for the bridge while they load. */
const withBridge = (html: string): string => html.replace(/<head[^>]*>/i, (head) => `${head}${SCRIPT_TAG}`);

/** Forge's own header, except that loopback may frame it and that nothing is reported to anybody. */
export function contentSecurityPolicy({ content }: Pick<Manifest, 'content'>, siteUrl: string): string {
  const directives = new CSPInjectionService().getInjectableCSP({
    existingCSPDetails: {
      ...NOTHING_DECLARED,
      [ExternalCspType.STYLE_SRC]: content.styles.map((style) => `'${style}'`),
      [ExternalCspType.SCRIPT_SRC]: content.scripts.map((script) => (script === 'blob:' ? script : `'${script}'`)),
    },
    microsEnv: 'prod',
    hostname: new URL(siteUrl).host,
  });
  return directives
    .filter((directive) => !directive.startsWith('report-uri'))
    .map((directive) => (directive.startsWith('frame-ancestors') ? `${directive} ${LOOPBACK}` : directive))
    .join('; ');
}

const NOTHING_DECLARED: CSPDetails = {
  [ExternalCspType.IMG_SRC]: [],
  [ExternalCspType.MEDIA_SRC]: [],
  [ExternalCspType.SCRIPT_SRC]: [],
  [ExternalCspType.STYLE_SRC]: [],
  [ExternalCspType.CONNECT_SRC]: [],
  [ExternalCspType.FONT_SRC]: [],
  [ExternalCspType.FRAME_SRC]: [],
};
