/** Where in the list of workflows somebody is; all of it stands in the address. */
export interface WorkflowPlace {
  /** Null: what is in no folder. */
  folderId: string | null
  /** Words to be found in names, types of nodes and tags. */
  search: string
  tagIds: readonly string[]
  sort: WorkflowSort
  /** Absent: the way in which the sort is read first. */
  order: 'ascending' | 'descending' | undefined
  trash: boolean
}

export const WORKFLOW_SORTS = ['changed', 'created', 'name'] as const
export type WorkflowSort = (typeof WORKFLOW_SORTS)[number]

export function readPlace(params: URLSearchParams): WorkflowPlace {
  const order = params.get('order')
  return {
    folderId: params.get('folder'),
    search: params.get('q') ?? '',
    tagIds: params.getAll('tag'),
    sort: WORKFLOW_SORTS.find((sort) => sort === params.get('sort')) ?? 'changed',
    order: order === 'ascending' || order === 'descending' ? order : undefined,
    trash: params.get('trash') === 'true',
  }
}

export function placeHref(place: Partial<WorkflowPlace>): string {
  const query = new URLSearchParams()
  if (place.trash) query.set('trash', 'true')
  else if (place.folderId) query.set('folder', place.folderId)
  if (place.search) query.set('q', place.search)
  for (const id of place.tagIds ?? []) query.append('tag', id)
  if (place.sort && place.sort !== 'changed') query.set('sort', place.sort)
  if (place.order) query.set('order', place.order)
  return query.size > 0 ? `/workflows?${query}` : '/workflows'
}

/** Whether a list is narrowed down by more than its folder: then what is below the folder is searched, too. */
export function isFiltered({ search, tagIds }: WorkflowPlace): boolean {
  return search.trim() !== '' || tagIds.length > 0
}

export function toFilter(place: WorkflowPlace) {
  const { folderId, search, tagIds, trash } = place
  return {
    ...(search.trim() ? { search: search.trim() } : {}),
    ...(tagIds.length > 0 ? { tagIds: [...tagIds] } : {}),
    ...(trash ? { deleted: true } : { folder: { id: folderId, deep: isFiltered(place) } }),
  }
}

/** Which way a sort is read, said or not. */
export function isAscending({ sort, order }: Pick<WorkflowPlace, 'sort' | 'order'>): boolean {
  return (order ?? (sort === 'name' ? 'ascending' : 'descending')) === 'ascending'
}

/** The address that sorts by a column: again by the same one turns it round. */
export function sortHref(place: WorkflowPlace, sort: WorkflowSort): string {
  if (place.sort !== sort) return placeHref({ ...place, sort, order: undefined })
  return placeHref({ ...place, order: isAscending(place) ? 'descending' : 'ascending' })
}
