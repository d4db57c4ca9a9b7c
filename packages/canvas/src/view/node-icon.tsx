import {
  Box,
  Braces,
  CircleHelp,
  Clock,
  FileText,
  Flag,
  FlaskConical,
  GitBranch,
  Globe,
  Hand,
  ListTree,
  type LucideIcon,
  Merge,
  OctagonX,
  PencilLine,
  Play,
  Repeat,
  Reply,
  Split,
  Timer,
  Webhook,
  Workflow,
  Zap,
} from 'lucide-react'
import type { ReactElement } from 'react'

/** The icons that descriptions name, and a few that others may want: all of lucide would be a megabyte. */
const ICONS: Readonly<Record<string, LucideIcon>> = {
  box: Box,
  braces: Braces,
  clock: Clock,
  'file-text': FileText,
  flag: Flag,
  'flask-conical': FlaskConical,
  'git-branch': GitBranch,
  globe: Globe,
  hand: Hand,
  'list-tree': ListTree,
  merge: Merge,
  'octagon-x': OctagonX,
  'pencil-line': PencilLine,
  play: Play,
  reply: Reply,
  repeat: Repeat,
  split: Split,
  timer: Timer,
  webhook: Webhook,
  workflow: Workflow,
  zap: Zap,
}

interface NodeIconProps {
  /** As the description has it; undefined for a type that is not known here. */
  name: string | undefined
  /** In the units around it, where classes do not reach: in a drawing. */
  size?: number
  className?: string
}

/** The icon of a node type: a box when its name is not in the list, a question mark when the type is unknown. */
export function NodeIcon({ name, size, className }: NodeIconProps): ReactElement {
  const Icon = name === undefined ? CircleHelp : Object.hasOwn(ICONS, name) ? (ICONS[name] as LucideIcon) : Box
  return <Icon aria-hidden="true" size={size} className={className} strokeWidth={1.75} />
}
