'use client'

import { Button, Popover, PopoverContent, PopoverTrigger } from '@spane/ui'
import { Braces, Play } from 'lucide-react'
import type { ReactElement } from 'react'
import { JsonField } from '../../json/json-field.tsx'
import type { Run } from './use-run.ts'

/** The other half of the Run button: the input with which the workflow starts. */
export function RunInput({ run }: { run: Run }): ReactElement {
  return (
    <Popover open={run.inputOpen} onOpenChange={run.setInputOpen}>
      <PopoverTrigger asChild>
        <Button
          variant="primary"
          aria-label="Input of the run"
          size="sm"
          className="rounded-l-none border-l-on-accent/30 px-1.5"
        >
          <Braces aria-hidden="true" />
        </Button>
      </PopoverTrigger>
      <PopoverContent
        align="end"
        aria-label="Input of the run"
        className="w-96"
        onKeyDown={(event) => {
          // Keys typed here are not the canvas's.
          event.stopPropagation()
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault()
            run.start()
          }
        }}
      >
        <JsonField
          label="Input"
          value={run.input}
          onChange={run.setInput}
          error={run.inputError}
          optional
          rows={10}
          hint="What the trigger hands to the first nodes. Remembered for the next time."
        />
        <div className="mt-3 flex justify-end">
          <Button
            variant="primary"
            loading={run.isStarting}
            disabled={run.inputError !== undefined}
            onClick={run.start}
          >
            <Play aria-hidden="true" />
            Run with this input
          </Button>
        </div>
      </PopoverContent>
    </Popover>
  )
}
