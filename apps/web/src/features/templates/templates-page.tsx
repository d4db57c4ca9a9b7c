'use client'

import { nodeDescriptions } from '@spane/nodes/descriptions'
import { TEMPLATES, TOPICS } from '@spane/templates'
import { Button, EmptyState, Input } from '@spane/ui'
import { useMutation } from '@tanstack/react-query'
import { Search, SearchX } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, type ReactElement, useMemo, useRef, useState } from 'react'
import { workflowHref } from '../../layout/href.ts'
import { Page } from '../../layout/page.tsx'
import { useNodeTypes } from '../../system/use-node-types.ts'
import { tellFailure } from '../../trpc/tell-failure.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { findTemplates } from './find-templates.ts'
import { TemplateCard } from './template-card.tsx'
import { walkCards } from './walk-cards.ts'

/** Workflows to start from, by topic. One click makes a workflow of one and opens it. */
export function TemplatesPage(): ReactElement {
  const trpc = useTRPC()
  const router = useRouter()
  const list = useRef<HTMLDivElement>(null)
  const [search, setSearch] = useState('')
  // Templates need no more than the built-in types: the pictures don't have to wait for the others.
  const described = useNodeTypes() ?? nodeDescriptions
  const nodeTypes = useMemo(() => new Map(described.map((description) => [description.type, description])), [described])
  const create = useMutation(
    trpc.workflows.createFromTemplate.mutationOptions({
      onSuccess: (draft) => router.push(workflowHref(draft.workflow.id)),
      onError: tellFailure('The workflow could not be created'),
    }),
  )
  // Until the editor is there, the card stays busy: a second click would make a second workflow.
  const creatingId = create.isPending || create.isSuccess ? create.variables?.templateId : undefined
  const found = findTemplates(TEMPLATES, search, (type) => nodeTypes.get(type)?.name ?? type)

  const goToFirst = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
    event.preventDefault()
    list.current?.querySelector<HTMLElement>('[data-template]')?.focus()
  }
  return (
    <Page
      title="Templates"
      actions={
        <div className="relative">
          <Search aria-hidden="true" className="absolute top-2 left-2 size-4 text-faint" />
          <Input
            type="search"
            aria-label="Search templates"
            placeholder="Search templates and nodes"
            className="w-64 pl-8"
            // The page is a list to choose from: typing narrows it at once.
            autoFocus
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            onKeyDown={goToFirst}
          />
        </div>
      }
    >
      <p aria-live="polite" className="sr-only">
        {found.length === 1 ? '1 template' : `${found.length} templates`}
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows only move the focus between the buttons in it */}
      <div ref={list} onKeyDown={walkCards} className="mx-auto flex max-w-6xl flex-col gap-8">
        {TOPICS.map((topic) => ({ topic, templates: found.filter((template) => template.topic === topic) }))
          .filter(({ templates }) => templates.length > 0)
          .map(({ topic, templates }) => (
            <section key={topic} aria-labelledby={headingId(topic)}>
              <h2 id={headingId(topic)} className="mb-3 font-semibold text-base">
                {topic}
              </h2>
              <ul className="grid grid-cols-[repeat(auto-fill,minmax(18rem,1fr))] gap-4">
                {templates.map((template) => (
                  <li key={template.id}>
                    <TemplateCard
                      template={template}
                      nodeTypes={nodeTypes}
                      creating={creatingId === template.id}
                      disabled={creatingId !== undefined && creatingId !== template.id}
                      onUse={() => create.mutate({ templateId: template.id })}
                    />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        {found.length === 0 && (
          <EmptyState
            icon={SearchX}
            title={`No template has to do with “${search.trim()}”`}
            action={<Button onClick={() => setSearch('')}>Show all templates</Button>}
          />
        )}
      </div>
    </Page>
  )
}

function headingId(topic: string): string {
  return `topic-${topic.toLowerCase().replaceAll(' ', '-')}`
}
