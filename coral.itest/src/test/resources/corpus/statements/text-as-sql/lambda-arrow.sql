-- What: calls a function from an arrow lambda.
-- Expect: refused /QUERY_REFUSED/
SELECT list_transform(['CORAL_CANARY'], x -> getenv(x))
