import { nanoid } from 'nanoid'

/** Who edits in this browser. There are no accounts: a person is a browser, under a name that can be changed. */
export interface Person {
  id: string
  name: string
}

const KEY = 'spane.person'
const MAX_NAME = 40

const COLOURS = [
  'Amber',
  'Blue',
  'Coral',
  'Crimson',
  'Golden',
  'Green',
  'Indigo',
  'Ivory',
  'Scarlet',
  'Silver',
  'Teal',
  'Violet',
]
const BIRDS = ['Crane', 'Dove', 'Falcon', 'Finch', 'Heron', 'Ibis', 'Kestrel', 'Lark', 'Owl', 'Robin', 'Swift', 'Wren']

const pick = (words: readonly string[]): string => words[Math.floor(Math.random() * words.length)] as string

/** The person of this browser; made at the first look, and only for this page where nothing can be kept. */
export function loadPerson(storage: Pick<Storage, 'getItem' | 'setItem'>): Person {
  const kept = parsePerson(read(storage))
  if (kept) return kept
  const person = { id: nanoid(), name: `${pick(COLOURS)} ${pick(BIRDS)}` }
  savePerson(storage, person)
  return person
}

export function savePerson(storage: Pick<Storage, 'setItem'>, person: Person): void {
  try {
    storage.setItem(KEY, JSON.stringify(person))
  } catch {
    // Private windows and full disks keep nothing: then the name lasts as long as the page.
  }
}

/** A name as others are shown it; undefined when nothing is left of it. */
export function cleanName(text: string): string | undefined {
  const name = text
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .trim()
    .slice(0, MAX_NAME)
  return name || undefined
}

/** `Blue Heron` → `BH`. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map((word) => [...(word ?? '?')][0]?.toUpperCase()).join('')
}

/** The hue of a person's colour in degrees: the same for everybody who sees them. */
export function hueOf(personId: string): number {
  let hash = 0
  for (const char of personId) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0
  return (hash % 12) * 30
}

/** Browsers may refuse it as a whole. */
export function browserStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  try {
    return window.localStorage
  } catch {
    return { getItem: () => null, setItem: () => undefined }
  }
}

function read(storage: Pick<Storage, 'getItem'>): string | null {
  try {
    return storage.getItem(KEY)
  } catch {
    return null
  }
}

function parsePerson(text: string | null): Person | undefined {
  try {
    const { id, name } = JSON.parse(text ?? 'null') ?? {}
    const clean = typeof name === 'string' ? cleanName(name) : undefined
    return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) && clean ? { id, name: clean } : undefined
  } catch {
    return undefined
  }
}
