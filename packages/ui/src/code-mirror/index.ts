/** All of CodeMirror that is shared. Import it lazily: it is larger than the rest of the package. */
export { CodeMirror, type CodeMirrorProps } from './code-mirror.tsx'
export { dropsInto, LanguageEditor } from './language-editor.tsx'
