// Runs in a worker: pages in the background have their timers slowed down, workers do not. desktop.md 3.3
setInterval(() => postMessage(0), 1_000);
