create function public.list_patients(
  p_tenant_id uuid, p_search text default null, p_archived boolean default false, p_sort text default 'name',
  p_after jsonb default null, p_limit integer default 50, p_where jsonb default '{}'
)
returns table (
  id uuid, name text, sort_name text, full_name text, social_name text, pronoun text, birth_date date, cpf text, phone text, email text, thread_key text,
  archived_at timestamptz, created_at timestamptz
)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_limit int := least(greatest(coalesce(p_limit, 50), 1), 200);
  v_condition text := app.search_condition(p_search);
  v_column text;
  v_comparison text;
  v_order text;
begin
  perform app.require_member(p_tenant_id);
  v_column := case when p_sort in ('newest', 'oldest') then 'created_at' when coalesce(p_sort, 'name') in ('name', '-name') then 'sort_name' end;
  if v_column is null then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_sort, 40);
  end if;
  v_comparison := case when p_sort in ('newest', '-name') then '<' else '>' end;
  v_order := format(case v_comparison when '<' then ' order by p.%1$I desc, p.id desc' else ' order by p.%1$I, p.id' end, v_column);
  return query execute
    'select p.id, p.name, p.sort_name, p.full_name, p.social_name, p.pronoun, p.birth_date, p.cpf, c.phone, e.email, t.thread_key, p.archived_at, p.created_at
    from (
      select * from public.patients p where p.tenant_id = $1 and (p.archived_at is null) = not $2 and p.merged_into_id is null and '
    || app.patient_condition(p_tenant_id, p_where)
    || case when v_condition is null then '' else ' and p.id in (select app.find_people($1, ''patient'', $3))' end
    || case when p_after is null then ''
      when v_column = 'created_at' then format(' and (p.created_at, p.id) %s (($4 ->> ''created_at'')::timestamptz, ($4 ->> ''id'')::uuid)', v_comparison)
      else format(' and (p.sort_name, p.id) %s ($4 ->> ''sort_name'', ($4 ->> ''id'')::uuid)', v_comparison) end
    || v_order || ' limit $5
    ) p
    left join public.contact_phones c on c.tenant_id = $1 and c.entity_type = ''patient'' and c.entity_id = p.id and c.is_primary
    left join public.contact_emails e on e.tenant_id = $1 and e.entity_type = ''patient'' and e.entity_id = p.id and e.is_primary
    left join public.conversation_threads t on t.tenant_id = $1 and t.id = app.thread_of_phone($1, c.phone)'
    || v_order
    using p_tenant_id, coalesce(p_archived, false), p_search, p_after, v_limit;
end;
$$;
comment on function public.list_patients(uuid, text, boolean, text, jsonb, integer, jsonb) is
  'Caller: members. p_sort: name, -name, newest or oldest entry; p_search finds names, phones, e-mail addresses and CPF; p_where as in app.patient_condition. p_after: {sort_name | created_at, id} of the last row. thread_key: the conversation with the first phone. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_filter.';
revoke execute on function public.list_patients(uuid, text, boolean, text, jsonb, integer, jsonb) from public, anon, authenticated;
grant execute on function public.list_patients(uuid, text, boolean, text, jsonb, integer, jsonb) to authenticated;
