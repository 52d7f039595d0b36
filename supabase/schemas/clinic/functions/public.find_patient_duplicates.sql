create function public.find_patient_duplicates(
  p_tenant_id uuid, p_id uuid, p_full_name text, p_birth_date date, p_cpf text, p_phones text[] default '{}', p_emails text[] default '{}'
)
returns table (id uuid, name text, full_name text, birth_date date, archived_at timestamptz, reasons text[])
language plpgsql
stable
set search_path = ''
as $$
declare
  v_name text := app.normalize_text(app.normalize_name(p_full_name));
  v_cpf text := app.normalise_cpf_cnpj(p_cpf);
  v_phones text[] := array(select app.normalize_phone(x) from unnest(p_phones) x);
  v_emails text[] := array(select app.normalize_email(x) from unnest(p_emails) x);
begin
  perform app.require_member(p_tenant_id);
  return query
    with hits as (
      select p.id, 'cpf' as reason from public.patients p where p.tenant_id = p_tenant_id and p.cpf = v_cpf
      union all
      select c.patient_id, 'phone' from public.contact_phones c
      where c.tenant_id = p_tenant_id and c.phone = any (v_phones) and c.patient_id is not null
      union all
      select c.patient_id, 'email' from public.contact_emails c
      where c.tenant_id = p_tenant_id and c.email = any (v_emails) and c.patient_id is not null
      union all
      -- a name alone says little: it counts with the same birthday, or where one of the two has none
      select p.id, 'name' from public.patients p
      -- whoever is archived counts as well; both values are named because the index patients_by_name goes by them before the name
      where p.tenant_id = p_tenant_id and (p.archived_at is null) in (true, false)
        and p.sort_name = v_name and (p.birth_date is null or p_birth_date is null or p.birth_date = p_birth_date)
    )
    select p.id, p.name, p.full_name, p.birth_date, p.archived_at, array_agg(distinct h.reason order by h.reason)
    from hits h join public.patients p on p.tenant_id = p_tenant_id and p.id = h.id
    where p.id is distinct from p_id and p.merged_into_id is null
    group by p.id, p.name, p.full_name, p.birth_date, p.archived_at, p.sort_name
    order by count(distinct h.reason) desc, p.sort_name, p.id limit 20;
end;
$$;
comment on function public.find_patient_duplicates(uuid, uuid, text, date, text, text[], text[]) is
  'Caller: members. Who else may be the person of a form: by CPF, phone, e-mail or name (with the birthday where both have one); reasons says which. p_id is left out. What cannot be read is ignored. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.find_patient_duplicates(uuid, uuid, text, date, text, text[], text[]) from public, anon, authenticated;
grant execute on function public.find_patient_duplicates(uuid, uuid, text, date, text, text[], text[]) to authenticated;
