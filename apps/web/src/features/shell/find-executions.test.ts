import type { ExecutionListItem } from '@spane/api'
import { expect, it } from 'vitest'
import { findExecutions } from './find-executions.ts'

const ID = '01234567-89ab-7cde-8f01-23456789abcd'
const newest = [{ id: ID, workflowName: 'Orders' }] as ExecutionListItem[]

it('finds one of the newest by a part of its id, any by the whole of it', () => {
  expect(findExecutions(newest, ' 89ABCD ')).toEqual([{ id: ID, workflowName: 'Orders' }])
  expect(findExecutions(newest, 'abc')).toEqual([])
  expect(findExecutions(newest, 'orders')).toEqual([])
  const other = ID.replace('0', 'f')
  expect(findExecutions(newest, other)).toEqual([{ id: other, workflowName: undefined }])
})
