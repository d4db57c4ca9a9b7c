export interface ShortcutHelp {
  keys: readonly string[]
  text: string
}

/** Every key of the editor, as the help shows them. */
export const SHORTCUTS: readonly { title: string; items: readonly ShortcutHelp[] }[] = [
  {
    title: 'Nodes',
    items: [
      { keys: ['N'], text: 'Add a node' },
      { keys: ['Enter'], text: 'Open the inspector' },
      { keys: ['F2'], text: 'Rename' },
      { keys: ['Del'], text: 'Delete' },
      { keys: ['Ctrl', 'D'], text: 'Duplicate' },
      { keys: ['Ctrl', 'C'], text: 'Copy' },
      { keys: ['Ctrl', 'X'], text: 'Cut' },
      { keys: ['Ctrl', 'V'], text: 'Paste' },
    ],
  },
  {
    title: 'Workflow',
    items: [
      { keys: ['Ctrl', 'Z'], text: 'Undo' },
      { keys: ['Ctrl', 'Shift', 'Z'], text: 'Redo' },
      { keys: ['Ctrl', 'S'], text: 'Save now' },
      { keys: ['Ctrl', 'Enter'], text: 'Run' },
      { keys: ['Shift', 'Alt', 'T'], text: 'Tidy up' },
      { keys: ['Ctrl', 'A'], text: 'Select all' },
      { keys: ['Esc'], text: 'Deselect, close' },
    ],
  },
  {
    title: 'View',
    items: [
      { keys: ['1'], text: 'Fit to view' },
      { keys: ['0'], text: 'Zoom to 100 %' },
      { keys: ['+'], text: 'Zoom in' },
      { keys: ['-'], text: 'Zoom out' },
      { keys: ['←', '→', '↑', '↓'], text: 'Walk along the graph' },
      { keys: ['Shift', '←', '→'], text: 'Select everything before or after' },
      { keys: ['Space'], text: 'Hold and drag to pan' },
      { keys: ['Ctrl', 'wheel'], text: 'Zoom' },
      { keys: ['?'], text: 'This help' },
    ],
  },
]
