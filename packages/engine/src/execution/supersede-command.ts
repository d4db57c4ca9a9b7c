import type { Command, LetterOrigin } from './command.ts'

/** What a start that resolves a dead letter does to the execution of that letter. */
export function supersedeCommand(
  { nodeId, editedInput, origin }: { nodeId: string; editedInput: boolean; origin: LetterOrigin },
  successor: { executionId: string; versionId: string },
): Command {
  const { executionId: successorId, versionId } = successor
  return { type: 'supersedeDeadLetter', nodeId, successorId, versionId, editedInput, origin }
}
