create function app.receita_saude_problems(p_tenant_id uuid, p_therapist_id uuid)
returns text[]
language sql
stable
set search_path = ''
as $$
  select array_remove(array[
    case when f.document is null then 'document' end,
    case when f.occupation is null then 'occupation' end,
    case when h.council_number is null then 'council' end], null)
  from public.therapists h
  left join public.therapist_fiscal f on f.tenant_id = p_tenant_id and f.user_id = h.user_id
  where h.tenant_id = p_tenant_id and h.user_id = p_therapist_id;
$$;
comment on function app.receita_saude_problems(uuid, uuid) is 'What of the therapist every line needs and is not known: document, occupation, council.';
revoke execute on function app.receita_saude_problems(uuid, uuid) from public, anon, authenticated;
