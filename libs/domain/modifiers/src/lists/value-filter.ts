import { compileValueTest, type Value } from '@director/filters'
import { compilePhpRegex } from '../regex/php-regex.js'

/** Makes a test for single values ready: wildcards (`web*`, upper and lower case matter) or a regular expression. */
export function compileValueFilter(method: 'wildcard' | 'regex', pattern: string): (value: Value) => boolean {
  return method === 'wildcard' ? compileValueTest(pattern) : compilePhpRegex(pattern).test
}
