import {
  Box,
  Braces,
  CircleHelp,
  CirclePlay,
  Clock,
  Code,
  FlaskConical,
  GitBranch,
  GitFork,
  GitMerge,
  Globe,
  Hourglass,
  type LucideIcon,
  Merge,
  MousePointerClick,
  OctagonX,
  Pencil,
  Play,
  Shuffle,
  Split,
  SquareCode,
  SquarePen,
  Timer,
  TriangleAlert,
  Waypoints,
  Webhook,
  Zap,
} from 'lucide-react'
import type { ReactElement } from 'react'

/** The icons that descriptions may name; all of lucide would be a megabyte. */
const ICONS: Readonly<Record<string, LucideIcon>> = {
  box: Box,
  braces: Braces,
  'circle-play': CirclePlay,
  clock: Clock,
  code: Code,
  'flask-conical': FlaskConical,
  'git-branch': GitBranch,
  'git-fork': GitFork,
  'git-merge': GitMerge,
  globe: Globe,
  hourglass: Hourglass,
  merge: Merge,
  'mouse-pointer-click': MousePointerClick,
  'octagon-x': OctagonX,
  pencil: Pencil,
  play: Play,
  shuffle: Shuffle,
  split: Split,
  'square-code': SquareCode,
  'square-pen': SquarePen,
  timer: Timer,
  'triangle-alert': TriangleAlert,
  waypoints: Waypoints,
  webhook: Webhook,
  zap: Zap,
}

/** The icon of a node type: a box when its name is not in the list, a question mark when the type is unknown. */
export function NodeIcon({ name, className }: { name: string | undefined; className?: string }): ReactElement {
  const Icon = name === undefined ? CircleHelp : Object.hasOwn(ICONS, name) ? (ICONS[name] as LucideIcon) : Box
  return <Icon aria-hidden="true" className={className} strokeWidth={1.75} />
}
