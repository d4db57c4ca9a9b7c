'use client'

import { createContext, useContext } from 'react'

/** What a {@link Field} hands to the control inside it. */
export interface FieldControlProps {
  id?: string
  'aria-describedby'?: string
  'aria-invalid'?: true
  'aria-required'?: true
}

/** Id of the label of the field around. */
export const FieldLabelContext = createContext<string | undefined>(undefined)

/** For controls that a `<label>` cannot name by itself: what to put into `aria-labelledby`. */
export function useFieldLabelId(): string | undefined {
  return useContext(FieldLabelContext)
}

export const FieldContext = createContext<FieldControlProps>({})

/** Attributes that tie a control to the label, hint and error of the field around it. */
export function useFieldControl(): FieldControlProps {
  return useContext(FieldContext)
}
