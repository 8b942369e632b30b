"""The benchmarks: `python -m tests.bench`. They print figures and assert nothing."""
