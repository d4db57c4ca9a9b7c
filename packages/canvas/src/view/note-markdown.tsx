'use client'

import type { ReactElement } from 'react'
import Markdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'

const PLUGINS = [remarkGfm]
const COMPONENTS: Components = {
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow" className="nodrag nopan">
      {children}
    </a>
  ),
}

/**
 * Markdown as elements: HTML in it is left out, addresses of links are checked, and nothing is loaded from elsewhere,
 * because a note may come from somebody else's clipboard.
 */
export function NoteMarkdown({ text }: { text: string }): ReactElement {
  return (
    <Markdown remarkPlugins={PLUGINS} components={COMPONENTS} skipHtml disallowedElements={['img']} unwrapDisallowed>
      {text}
    </Markdown>
  )
}
