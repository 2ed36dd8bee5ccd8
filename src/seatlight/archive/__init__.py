"""Daily totals that outlive the process: Parquet, one file per connection and UTC day."""
