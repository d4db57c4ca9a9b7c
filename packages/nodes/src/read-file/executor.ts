import { defineExecutor, type INodeExecutor, UnrecoverableNodeError } from '@spane/node-sdk'
import { JsonValueError, parseJsonText } from '@spane/workflow'
import { z } from 'zod'
import { readFileDescription } from './description.ts'

/** Where files are. */
export interface FileStore {
  /** Undefined when there is none under this reference. */
  find: (reference: string) => Promise<{ name: string; type: string; bytes: number } | undefined>
  read: (reference: string) => Promise<Buffer>
}

/** A node's output has 16 MiB, and Base64 takes a third more than the bytes. */
const MAX_BYTES = 8 * 1024 * 1024

const referenceSchema = z.union([z.guid(), z.object({ payload: z.guid() }).transform(({ payload }) => payload)])

/** Reads files that came with requests. */
export function createReadFileExecutor(files: FileStore | undefined): INodeExecutor {
  return defineExecutor(readFileDescription, async ({ nodeConfig }) => {
    const reference = referenceSchema.safeParse(nodeConfig.file).data
    if (reference === undefined) {
      throw new UnrecoverableNodeError('This is no file: give what a webhook has for a field with a file.', {
        code: 'NOT_A_FILE',
      })
    }
    const file = await files?.find(reference)
    if (!files || !file) {
      throw new UnrecoverableNodeError('There is no such file; it is deleted with the execution that it came for.', {
        code: 'FILE_NOT_FOUND',
      })
    }
    const { name, type, bytes } = file
    if (bytes > MAX_BYTES) {
      throw new UnrecoverableNodeError(`The file has ${bytes} bytes; a node reads ${MAX_BYTES} at most.`, {
        code: 'FILE_TOO_LARGE',
      })
    }
    const content = decode(await files.read(reference), nodeConfig.as)
    return { success: true, data: { name, type, size: bytes, content } }
  })
}

function decode(bytes: Buffer, as: 'text' | 'json' | 'base64'): unknown {
  if (as === 'base64') return bytes.toString('base64')
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new UnrecoverableNodeError('The file is not UTF-8 text: read it as Base64.', { code: 'NOT_TEXT', cause })
  }
  if (as === 'text') return text
  try {
    return parseJsonText(text)
  } catch (cause) {
    if (!(cause instanceof JsonValueError)) throw cause
    throw new UnrecoverableNodeError(`The file is not JSON: ${cause.message}`, { code: 'NOT_JSON', cause })
  }
}
