import './page.css'
import { ReactFlowProvider } from '@xyflow/react'
import { createRoot } from 'react-dom/client'
import { Bare } from './bare.tsx'
import { Ours } from './ours.tsx'

const query = new URLSearchParams(location.search)
const count = Number(query.get('nodes'))
const root = document.querySelector<HTMLElement>('#root')
if (!root) throw new Error('The page has no root')
if (query.get('editor') === 'ours') createRoot(root).render(<Ours count={count} />)
else {
  // The room that our editor's toolbar and palette take.
  root.style.padding = `${query.get('top') ?? 0}px 0 0 ${query.get('left') ?? 0}px`
  createRoot(root).render(
    <ReactFlowProvider>
      <Bare count={count} />
    </ReactFlowProvider>,
  )
}
