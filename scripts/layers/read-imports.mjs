// Finds the imports in a TypeScript file without a parser: comments are blanked first, then the few forms are matched.

const COMMENT_OR_STRING = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g
const STATIC = /(?:^|[;}\n])\s*(import|export)\s+(type\s+)?(?:[\w*$\s{},]*?\sfrom\s*)?(['"])([^'"\n]+)\3/g
const DYNAMIC = /\b(?:import|require)\(\s*(['"])([^'"\n]+)\1\s*[,)]/g

/**
 * @param {string} source
 * @returns {{ specifier: string, typeOnly: boolean, line: number }[]} in the order of the file
 */
export function readImports(source) {
  const code = source.replace(COMMENT_OR_STRING, (text) => {
    // Line ends stay, so that positions give the right line. Template text can hold import statements: it goes, too.
    if (text.startsWith('/') || text.startsWith('`')) return text.replace(/[^\n]/g, ' ')
    return text
  })
  const found = []
  for (const match of code.matchAll(STATIC)) {
    found.push({ specifier: match[4], typeOnly: match[2] !== undefined, index: match.index + match[0].length })
  }
  for (const match of code.matchAll(DYNAMIC)) {
    found.push({ specifier: match[2], typeOnly: false, index: match.index + match[0].length })
  }
  found.sort((a, b) => a.index - b.index)
  return found.map(({ specifier, typeOnly, index }) => ({
    specifier,
    typeOnly,
    line: code.slice(0, index).split('\n').length,
  }))
}
