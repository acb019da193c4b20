/** Where somebody's answer stands, as the corner of their face shows it. */
export type Mark = 'approved' | 'rejected' | 'returned' | 'waiting' | 'passed-over';
