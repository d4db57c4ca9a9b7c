'use client'

import {
  Button,
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
  useCommandSource,
} from '@spane/ui'
import { ChevronDown, FileDown, FileUp } from 'lucide-react'
import type { ReactElement } from 'react'
import { ImportDialog } from './import-dialog.tsx'
import { useDroppedFiles } from './use-dropped-files.ts'
import { useExport } from './use-export.ts'
import { useImportRequest } from './use-import-request.ts'

/** Import and export of the list: a menu, the command palette, a file that is dropped, JSON that is pasted. */
export function TransferTools(): ReactElement {
  const { request, open, close } = useImportRequest()
  const { exportWorkflows, isPending } = useExport()
  const isOver = useDroppedFiles(open)
  useCommandSource(() => [
    {
      heading: 'Here',
      commands: [{ id: 'export-all', title: 'Export all workflows', icon: <FileDown />, run: () => exportWorkflows() }],
    },
  ])
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button loading={isPending}>
            {!isPending && <FileUp aria-hidden="true" />}
            <span className="max-xl:sr-only">Import and export</span>
            <ChevronDown aria-hidden="true" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => open(undefined)}>
            <FileUp aria-hidden="true" />
            Import…
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => exportWorkflows()}>
            <FileDown aria-hidden="true" />
            Export all
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {isOver && (
        <div className="pointer-events-none fixed inset-0 z-60 flex items-center justify-center bg-black/40 dark:bg-black/60">
          <p className="flex items-center gap-2 rounded-lg border-2 border-accent border-dashed bg-surface px-6 py-4 font-medium text-base text-ink shadow-overlay">
            <FileUp aria-hidden="true" className="size-5 text-accent-ink" />
            Drop the file to import its workflows
          </p>
        </div>
      )}
      {request && <ImportDialog given={request.given} onClose={close} />}
    </>
  )
}
