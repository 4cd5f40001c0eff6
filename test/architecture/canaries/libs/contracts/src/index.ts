import '../../kit/src/index.js'
