/** The way to the product or to a package, which is another on every machine. */
const MACHINE_PATH =
  /(\(|\bat (?:async )?)(?:file:\/\/)?(?:\/|[A-Za-z]:[\\/])[^\n()]*?[\\/](?=(?:packages|apps|node_modules)[\\/])/g

/** A stack whose files are named from the product's folder on: where it is installed is nobody's business. */
export function shortenStack(stack: string): string {
  return stack.replace(MACHINE_PATH, '$1')
}
