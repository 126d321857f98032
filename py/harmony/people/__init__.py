"""The people of the portal: their own ids, their pictures, and what changes from one roster to the next."""
