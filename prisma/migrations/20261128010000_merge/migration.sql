-- A merge samples its own passing tables coarsely. These ones stay, and the pages plan by what is known of them.
ALTER FUNCTION merge_analyze SET default_statistics_target = 100;
