'use client'

import { createContext, useContext } from 'react'

/** What a {@link Field} hands to the control inside it. */
export interface FieldControlProps {
  id?: string
  'aria-describedby'?: string
  'aria-invalid'?: true
  'aria-required'?: true
}

export const FieldContext = createContext<FieldControlProps>({})

/** Attributes that tie a control to the label, hint and error of the field around it. */
export function useFieldControl(): FieldControlProps {
  return useContext(FieldContext)
}
