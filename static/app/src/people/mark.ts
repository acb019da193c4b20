/** How somebody answered, as it is drawn at the corner of their face. */
export type Mark = 'approved' | 'rejected' | 'returned' | 'waiting' | 'passed-over';
