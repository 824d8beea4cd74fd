"""What others wrote, and files that others may read: value cases."""
