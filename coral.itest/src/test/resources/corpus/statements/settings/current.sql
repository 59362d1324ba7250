-- What: reads a setting by a function.
-- Expect: refused /QUERY_REFUSED.*current_setting/
SELECT current_setting('temp_directory')
