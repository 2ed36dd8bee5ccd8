"""What is told of the service to whoever runs it: lines of log, and numbers. Never of whom it shows."""
