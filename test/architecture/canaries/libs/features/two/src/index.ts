import '../../../adapters/one/src/inner.js'
