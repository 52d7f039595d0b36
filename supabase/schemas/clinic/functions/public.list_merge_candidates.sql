create function public.list_merge_candidates(p_tenant_id uuid, p_after jsonb default null, p_limit integer default 20)
returns table (one jsonb, other jsonb, reasons text[], strength integer)
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_merger(p_tenant_id);
  return query
    with keys as materialized (
      select 'cpf' as reason, p.cpf as key, p.id from public.patients p where p.tenant_id = p_tenant_id and p.cpf is not null
      union all
      select 'phone', c.phone, c.patient_id from public.contact_phones c where c.tenant_id = p_tenant_id and c.patient_id is not null
      union all
      select 'email', c.email, c.patient_id from public.contact_emails c where c.tenant_id = p_tenant_id and c.patient_id is not null
      union all
      -- a first name alone says nothing
      select 'name', p.sound, p.id from public.patients p where p.tenant_id = p_tenant_id and p.sound like '_% _%'
    ), several as (
      -- what more than ten share is the clinic's own number, or nobody's
      select k.reason, k.key from keys k group by k.reason, k.key having count(*) between 2 and 10
    ), pairs as (
      select a.id as low_id, b.id as high_id, array_agg(distinct s.reason order by s.reason) as reasons
      from several s
      join keys a on a.reason = s.reason and a.key = s.key
      join keys b on b.reason = s.reason and b.key = s.key and b.id > a.id
      group by a.id, b.id
    ), people as (
      select x.low_id, x.high_id, x.reasons, a as low, b as high, (case when 'cpf' = any (x.reasons) then 8 else 0 end
        + case when 'name' = any (x.reasons) then 4 else 0 end + case when 'email' = any (x.reasons) then 2 else 0 end
        + case when 'phone' = any (x.reasons) then 1 else 0 end) as strength
      from pairs x
      join public.patients a on a.tenant_id = p_tenant_id and a.id = x.low_id and a.merged_into_id is null
      join public.patients b on b.tenant_id = p_tenant_id and b.id = x.high_id and b.merged_into_id is null
      where (a.archived_at is null or b.archived_at is null)
        -- two birthdays are two people, unless the CPF says otherwise
        and ('cpf' = any (x.reasons) or a.birth_date is null or b.birth_date is null or a.birth_date = b.birth_date)
        and not exists (
          select from public.patient_distinctions d where d.tenant_id = p_tenant_id and d.low_id = x.low_id and d.high_id = x.high_id)
        -- a mother and her child
        and not exists (
          select from public.patient_relations r where r.tenant_id = p_tenant_id
            and (r.patient_id, r.related_patient_id) in ((x.low_id, x.high_id), (x.high_id, x.low_id)))
    )
    select app.candidate_payload(p.low), app.candidate_payload(p.high), p.reasons, p.strength from people p
    where (-p.strength, p.low_id, p.high_id) > (coalesce(-(p_after ->> 'strength')::int, -100),
      coalesce((p_after ->> 'one')::uuid, '00000000-0000-0000-0000-000000000000'),
      coalesce((p_after ->> 'other')::uuid, '00000000-0000-0000-0000-000000000000'))
    order by p.strength desc, p.low_id, p.high_id limit least(greatest(coalesce(p_limit, 20), 1), 100);
end;
$$;
comment on function public.list_merge_candidates(uuid, jsonb, integer) is
  'Caller: owner, administrators and reception. Pairs who may be one person: by CPF, phone, e-mail or a name that sounds the same, the surest first; without those who were told apart, are related, or were born on different days. one and other: {id, name, birth_date, phone, archived_at, created_at}. p_after: {strength, one, other} of the last pair (ids). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_merge_candidates(uuid, jsonb, integer) from public, anon, authenticated;
grant execute on function public.list_merge_candidates(uuid, jsonb, integer) to authenticated;
