import { toast } from '@spane/ui'
import { readProblem } from './read-problem.ts'

/** For `onError`: tells what could not be done, as in `The letter could not be discarded`, and what the server said of it. */
export function tellFailure(title: string): (error: unknown) => void {
  return (error) => {
    toast.error(title, { description: readProblem(error).message })
  }
}
