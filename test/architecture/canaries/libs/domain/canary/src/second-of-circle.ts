import { first } from './first-of-circle.js'
export const second = first
