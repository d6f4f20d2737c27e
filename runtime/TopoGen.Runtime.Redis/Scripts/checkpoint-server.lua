-- Says which server answers.
return server_id()
