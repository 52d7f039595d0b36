-- Words that the search knows a person and their conversations by: once nobody else is called so, they are forgotten.
create function app.words_of_person(p_tenant_id uuid, p_patients uuid[], p_threads uuid[])
returns text[]
language sql
stable
set search_path = ''
as $$
  select array(
    select distinct w from app.search_entries s, regexp_split_to_table(s.words, '\s+') w
    where s.tenant_id = p_tenant_id and s.record_id = any (p_patients || p_threads) and length(w) >= 4);
$$;
revoke execute on function app.words_of_person(uuid, uuid[], uuid[]) from public, anon, authenticated;
