create function public.list_patients(
  p_tenant_id uuid, p_search text default null, p_archived boolean default false, p_sort text default 'name',
  p_after jsonb default null, p_limit integer default 50
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
begin
  perform app.require_member(p_tenant_id);
  if coalesce(p_sort, 'name') not in ('name', 'newest') then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_sort, 40);
  end if;
  return query execute
    'select p.id, p.name, p.sort_name, p.full_name, p.social_name, p.pronoun, p.birth_date, p.cpf, c.phone, e.email, t.thread_key, p.archived_at, p.created_at
    from (
      select * from public.patients p where p.tenant_id = $1 and (p.archived_at is null) = not $2 and p.merged_into_id is null and '
    || case when v_condition is null then 'true' else 'p.id in (select app.find_people($1, ''patient'', $3))' end
    || case when p_sort = 'newest' then ' and (p.created_at, p.id) < ($4, $6) order by p.created_at desc, p.id desc'
      else ' and (p.sort_name, p.id) > ($5, $6) order by p.sort_name, p.id' end
    || ' limit $7
    ) p
    left join public.contact_phones c on c.tenant_id = $1 and c.entity_type = ''patient'' and c.entity_id = p.id and c.is_primary
    left join public.contact_emails e on e.tenant_id = $1 and e.entity_type = ''patient'' and e.entity_id = p.id and e.is_primary
    left join public.conversation_threads t on t.tenant_id = $1 and t.id = app.thread_of_phone($1, c.phone)'
    || case when p_sort = 'newest' then ' order by p.created_at desc, p.id desc' else ' order by p.sort_name, p.id' end
    using p_tenant_id, coalesce(p_archived, false), p_search,
      coalesce((p_after ->> 'created_at')::timestamptz, 'infinity'), coalesce(p_after ->> 'sort_name', ''),
      coalesce((p_after ->> 'id')::uuid, case when p_sort = 'newest' then 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid
        else '00000000-0000-0000-0000-000000000000' end), v_limit;
end;
$$;
comment on function public.list_patients(uuid, text, boolean, text, jsonb, integer) is
  'Caller: members. By name, or the newest first; p_search finds names, phones, e-mail addresses and CPF. p_after: {sort_name | created_at, id} of the last row. thread_key: the conversation with the first phone. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_filter.';
revoke execute on function public.list_patients(uuid, text, boolean, text, jsonb, integer) from public, anon, authenticated;
grant execute on function public.list_patients(uuid, text, boolean, text, jsonb, integer) to authenticated;
