'use server'

import { guardedRecently } from '#features/access/guard.ts'
import { revealExample } from './element-example.ts'
import { revealInput } from './schema.ts'

/** Answers the value to whoever asked; it is nowhere else. */
export const revealExampleAction = guardedRecently('values:reveal', revealInput, revealExample)
