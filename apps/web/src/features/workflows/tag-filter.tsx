'use client'

import type { WorkflowTagSummary } from '@spane/api'
import {
  Button,
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@spane/ui'
import { ChevronDown, Settings2, Tag } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactElement, useState } from 'react'
import { ManageTagsDialog } from './manage-tags-dialog.tsx'
import { placeHref, type WorkflowPlace } from './workflow-place.ts'

/** Narrows the list to what has all the ticked tags. */
export function TagFilter({
  place,
  tags,
}: {
  place: WorkflowPlace
  tags: readonly WorkflowTagSummary[]
}): ReactElement {
  const router = useRouter()
  const [managing, setManaging] = useState(false)
  const chosen = place.tagIds.length
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button>
            <Tag aria-hidden="true" />
            {chosen > 0 ? `Tags (${chosen})` : 'Tags'}
            <ChevronDown aria-hidden="true" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end" className="max-h-80">
          {tags.map(({ id, name, workflows }) => (
            <DropdownMenuCheckboxItem
              key={id}
              hint={workflows.toLocaleString('en')}
              checked={place.tagIds.includes(id)}
              onCheckedChange={(checked) => {
                const rest = place.tagIds.filter((tagId) => tagId !== id)
                router.replace(placeHref({ ...place, tagIds: checked ? [...rest, id] : rest }), { scroll: false })
              }}
            >
              {name}
            </DropdownMenuCheckboxItem>
          ))}
          {tags.length > 0 && <DropdownMenuSeparator />}
          <DropdownMenuItem onSelect={() => setManaging(true)}>
            <Settings2 aria-hidden="true" />
            Manage tags…
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {managing && <ManageTagsDialog tags={tags} onClose={() => setManaging(false)} />}
    </>
  )
}
