"""What pages and answers are made of: frozen records that use cases return, reports read and --json prints."""
