import { createContext, use } from 'react'

/** Why single fields of the form around were not accepted, by field name. */
export const FieldErrors = createContext<Record<string, string>>({})

export const useFieldError = (name: string): string | undefined => use(FieldErrors)[name]
