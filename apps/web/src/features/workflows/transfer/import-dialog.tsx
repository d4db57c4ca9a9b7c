'use client'

import type { ImportedItem } from '@spane/api'
import { Button, CodeEditor, cn, Dialog, Field, Textarea, toast } from '@spane/ui'
import { FileUp } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactElement, useEffect, useEffectEvent, useRef } from 'react'
import { ImportReport } from '../../../import-report/import-report.tsx'
import { workflowHref } from '../../../layout/href.ts'
import { readProblem } from '../../../trpc/read-problem.ts'
import { useImport } from './use-import.ts'

/** Longer text is shown in part: nobody edits it by hand, and a field of that length is slow. */
const MOST_EDITED = 100_000

export interface ImportDialogProps {
  /** What was dropped or pasted already. */
  given: File | string | undefined
  onClose: () => void
}

/** Takes a file or text with workflows, shows what will become of them, and imports them. Mount it to open it. */
export function ImportDialog({ given, onClose }: ImportDialogProps): ReactElement {
  const router = useRouter()
  const { text, read, readFile, fileProblem, plan, make } = useImport()
  const picker = useRef<HTMLInputElement>(null)
  const begin = useEffectEvent(() => {
    if (typeof given === 'string') read(given)
    else if (given) void readFile(given)
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for what the dialog was opened with, and again when more is dropped
  useEffect(() => begin(), [given])

  const items = plan.data?.items
  const finish = (made: ImportedItem[]) => {
    onClose()
    const [only] = made
    if (made.length === 1 && only?.id) router.push(workflowHref(only.id))
    toast.success(made.length === 1 ? `“${only?.name}” was imported` : `${made.length} workflows were imported`)
  }
  const problem = fileProblem ?? (plan.error ? readProblem(plan.error).message : undefined)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="md"
      title="Import workflows"
      description="A file that was exported here, or from n8n. What it holds is shown before anything is made."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={!items}
            loading={make.isPending}
            onClick={() => make.mutate({ text }, { onSuccess: (report) => finish(report.items) })}
          >
            {items && items.length > 1 ? `Import ${items.length} workflows` : 'Import'}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <div className="flex items-center gap-3">
          <Button onClick={() => picker.current?.click()}>
            <FileUp aria-hidden="true" />
            Choose a file…
          </Button>
          <span className="text-muted text-sm">or drop one here, or paste its text below</span>
          <input
            ref={picker}
            type="file"
            aria-label="File with workflows"
            accept=".json,application/json"
            className="sr-only"
            tabIndex={-1}
            onChange={(event) => {
              const [file] = event.target.files ?? []
              if (file) void readFile(file)
              event.target.value = ''
            }}
          />
        </div>
        <Field label="JSON" error={problem}>
          {text.length > MOST_EDITED ? (
            <Textarea code rows={3} value={`${text.slice(0, MOST_EDITED)}…`} readOnly />
          ) : (
            <CodeEditor
              language="json"
              minLines={items ? 3 : 8}
              value={text}
              placeholder='{ "format": "spane/workflows", … }'
              onChange={read}
              className={cn('overflow-y-auto', items ? 'max-h-24' : 'max-h-72')}
            />
          )}
        </Field>
        {make.error && (
          <p role="alert" className="text-failed text-sm">
            Nothing was imported: {readProblem(make.error).message}
          </p>
        )}
        <div role="status">
          {plan.isPending && <p className="text-muted text-sm">Reading…</p>}
          {items && <ImportReport items={items} />}
        </div>
      </div>
    </Dialog>
  )
}
