/**
 * A key under which alike failures group (rule 6.1): workflow, node, code, and the message with its ids, numbers
 * and quoted parts taken out. 53-bit FNV-like hash: it groups, it does not protect.
 */
export function fingerprint(parts: { workflowId: string; nodeId: string; code: string; message: string }): string {
  const shape = parts.message
    .slice(0, 1_000)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '#')
    .replace(/"[^"]*"|'[^']*'/g, '#')
    .replace(/\d+/g, '#')
  const text = [parts.workflowId, parts.nodeId, parts.code, shape].join('\u0001')
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
  }
  return (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0')
}
