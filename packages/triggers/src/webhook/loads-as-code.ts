/** What a browser would run, or style its page with. `empty` (fetch) and `document` are no code. */
const CODE = new Set(['script', 'style', 'worker', 'sharedworker', 'serviceworker', 'audioworklet', 'paintworklet'])

/**
 * Whether a page of our own asks for an answer in order to run it. A sandboxed answer is harmless as a page, but as a
 * script of a page it would have the rights of that page, and its content type may say that it is one.
 */
export function loadsAsCode({ headers }: Pick<Request, 'headers'>): boolean {
  return headers.get('sec-fetch-site') === 'same-origin' && CODE.has(headers.get('sec-fetch-dest') ?? '')
}
