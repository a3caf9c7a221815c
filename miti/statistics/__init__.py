"""The statistics pages and exports. They read releases, never facts."""
