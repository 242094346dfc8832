"""The words that posts are made of. An owner of which every word stands here names a post, and nobody by name.

Words that are also common first names or surnames (Grant, Mark, May, Price, Young) are left out on purpose.
"""

from __future__ import annotations

#: Words that are a post, a body or a team by themselves.
ROLES = frozenset(
    """
    accountant accountants administrator adviser advisers advisor advisors analyst analysts assistant auditor auditors
    authority board boards chair chairman chairperson chief clerk commissioner commissioners committee committees
    constable consultant consultants controller convenor convener coordinator coordinators council councillors deputy
    department directorate director directors division executive executives engineer forum governor governors group
    groups head heads headteacher inspector inspectors inspectorate lead leader leaders leadership leads librarian
    manager managers management mayor member members monitoring network office officer officers owner owners panel
    partner partners planner planners president principal registrar representative representatives secretariat
    secretary section sergeant service services solicitor solicitors specialist specialists sponsor staff
    superintendent supervisor supervisors surveyor surveyors team teams treasurer trustee trustees trustees unit units
    acc ad cc dcc dd
    ceo cfo coo cto cio cdo cpo ciso chro dpo siro sro md mo opcc pcc pmo slt smt cmt s151 hr it ict pr od oh lgps
    """.split()
)

#: Words that only say which, how or for what.
OTHERS = frozenset(
    """
    a an and at by for from in of on or the to with its all each
    acting assistant associate corporate current designate existing former interim joint junior lead national new
    nominated outgoing permanent regional responsible senior shared statutory temporary vice within
    1 2 3 151 i ii iii
    borough combined metropolitan parish unitary
    academy accommodation access accessibility accountability accounting accounts acquisition action actions activity
    admissions adult adults affairs agency agreement agreements air analysis analytics application applications
    apprenticeships architecture archive archives area areas arts asset assets assurance attendance audit audits
    benefits bereavement
    better bid bids billing biodiversity booking broadband budget budgets building buildings business capacity capital
    car care cash catering cemeteries central change changes charities charity child childcare children childrens
    cities citizen citizens city civic civil claims cleansing client climate collection collections commercial
    commissioned commissioning communication communications community communities company complaints compliance
    complex computing conduct conservation consultation consumer contact contingency continuity continuous contract
    contracts control controls coroner cost council county court courts creative credit crime criminal crisis culture
    cultural curriculum custody customer customers cyber data day debt decisions delivery democracy democratic
    demand design detention development digital disability disabled district diversity domestic early ecology economic
    economy education efficiency elections electoral emergency employee employees employment energy enforcement
    engagement engineering environment environmental equalities equality estate estates ethics evaluation evidence
    events exchequer expenditure experience external facilities families family field finance finances financial fire
    fleet food foster fostering framework fraud freedom front frontline funding fundraising funds future general
    governance grants green growth handling health healthcare help heritage highways home homelessness homes hospital
    housing human impact improvement improvements inclusion income induction industrial industry information
    infrastructure innovation inspection institutional insurance integrated integration integrity intelligence
    internal international investigation investigations investment investments issues justice knowledge land
    landlord learning legal legislation leisure library libraries licensing life line litigation local looked
    logistics maintenance major market marketing markets mayoral media medical meetings member mental minerals mobility
    modernisation museums natural nature neighbourhood neighbourhoods nursing occupational offender offenders
    operating operational operations organisation organisational organization outcomes outreach ownership parking
    parks participation partnership partnerships patient patients pay payments payroll pensions people performance
    personnel place places planning plans policies policy police policing political pollution pool portfolio post
    practice premises press prevention primary prison prisons private probation procurement product production
    professional programme programmes project projects promotion property protection provider providers public
    publications publishing purchasing quality records recovery recruitment recycling reduction reform regeneration
    registration regulation regulatory rehabilitation relations relationships reporting representation research reserves
    residential
    resident residents resilience resource resources response responsive results retention revenue revenues review
    reviews reward rights risk risks road roads rural safeguarding safe safer safety sales scheme schemes school
    schools science scrutiny secondary security sensory sexual skills social society software special specialist
    sport sports stakeholder stakeholders standards statistics statutory strategic strategies strategy street
    streets structures student students studies supply support supported survey surveys sustainability sustainable
    system systems talent tax taxation technical technology telephony tenancy tenant tenants theatre tourism town
    trading training transactions transformation transition transparency transport travel treasury trees tribunal
    university urban user users vehicle vehicles victim victims violence visiting visitor visitors voluntary
    volunteer volunteers volunteering waste water web website welfare wellbeing wellness women workforce working works
    workshop worker workers workplace young youth co ordinator ordination
    """.split()
) - {"young"}
