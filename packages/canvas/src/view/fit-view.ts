/** How the whole workflow is brought into view: clear of the controls at the edges, and never magnified. */
export const FIT_VIEW = { padding: { x: '48px', y: '72px' }, maxZoom: 1, duration: 200 } as const
