import '../../../features/one/src/index.js'
