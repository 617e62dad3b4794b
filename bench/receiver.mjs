// A webhook receiver in a thread of its own: answers 200, and says when as many have come as it was told to expect.
import {createServer} from 'node:http';
import {parentPort} from 'node:worker_threads';

let expected = 0;
let count = 0;
let firstAt = 0;

const server = createServer((req, res) => {
  req.resume().on('end', () => {
    res.end();
    if (count === 0) firstAt = performance.now();
    count += 1;
    if (count === expected) parentPort.postMessage({ms: performance.now() - firstAt});
  });
});
server.listen(0, '127.0.0.1', () => parentPort.postMessage({port: server.address().port}));
parentPort.on('message', (next) => {
  expected = next;
  count = 0;
});
