import type { Metadata } from 'next'
import type { ReactElement } from 'react'
import { EditorPage } from '../../../features/editor/editor-page.tsx'

export const metadata: Metadata = { title: 'Editor' }

export default async function Page({ params }: { params: Promise<{ id: string }> }): Promise<ReactElement> {
  const { id } = await params
  return <EditorPage workflowId={decodeURIComponent(id)} />
}
