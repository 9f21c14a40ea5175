import { useState } from 'react'

/**
 * The value a field began with. A page that is drawn again, because a colleague saved meanwhile, would otherwise put what
 * they wrote into every field that was left alone, and the form would say what neither of the two wrote.
 */
export const useFirst = <Value>(value: Value): Value => useState(value)[0]
